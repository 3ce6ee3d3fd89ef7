import type { BuildOptions } from "fresh/dev";

/** How the service is built; everything else keeps Fresh's defaults. */
const config: BuildOptions = {
  // The first versions with every CSS and JavaScript feature that the pages use.
  target: ["chrome120", "edge120", "firefox121", "safari17.4"],
  ignore: [/[._]test\.[tj]sx?$/],
};

export default config;
