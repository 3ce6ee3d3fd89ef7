export { plainLines, plainText, typedText } from "@/lib/text/plain_text.ts";
