import { asset } from "fresh/runtime";
import { themeOf } from "@/components/shell/theme.ts";
import { define } from "@/lib/define.ts";

/** The document around every page, in the theme that the reader chose. */
export default define.page(function App({ Component, req }) {
  const theme = themeOf(req.headers.get("cookie"));
  return (
    <html lang="en" data-theme={theme === "system" ? undefined : theme}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>Rapport</title>
        <link rel="icon" href={asset("/favicon.svg")} type="image/svg+xml" />
        <link rel="stylesheet" href={asset("/styles.css")} />
      </head>
      <body>
        <Component />
      </body>
    </html>
  );
});
