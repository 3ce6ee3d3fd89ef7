/**
 * What a team writes down of fans.
 * @module
 */
export { NoteBook } from "./book.ts";
