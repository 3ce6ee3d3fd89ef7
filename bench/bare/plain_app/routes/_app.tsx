import { define } from "../define.ts";

export default define.page(function App({ Component }) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>Plain</title>
      </head>
      <body>
        <Component />
      </body>
    </html>
  );
});
