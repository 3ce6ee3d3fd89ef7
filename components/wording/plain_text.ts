export { plainText } from "@/lib/text/plain_text.ts";
