/*
 * The entry of the browser: reads what the server has written into the page, and
 * starts the islands.
 */
import { boot } from "./boot.ts";
import "./hooks.ts";

const state = document.getElementById("__FRSH_STATE")?.textContent;
if (state) await boot(JSON.parse(state));
