/**
 * Reads the text of a traversal, as far as traversals are written here: a chain
 * of steps whose arguments are chains, calls of predicates, lists, names, texts
 * and numbers. Lambdas, operators and whatever else Groovy knows are no part of
 * it.
 * @module
 */

/** An argument of a step. */
export type Argument =
  | { kind: "chain"; chain: Chain }
  | { kind: "call"; name: string; args: Argument[] }
  | { kind: "list"; items: Argument[] }
  | { kind: "name"; name: string }
  | { kind: "text"; text: string }
  | { kind: "number"; number: number };

/** One step of a chain. */
export interface Step {
  name: string;
  args: Argument[];
}

/** Steps after `g`, or after `__` where they are a child of a step. */
export interface Chain {
  source: "g" | "__";
  steps: Step[];
}

/** A text that is not a traversal as they are written here. */
export class UnreadableTraversal extends Error {
  override name = "UnreadableTraversal";
}

const TOKEN = /\s*(?:([A-Za-z_]\w*)|('[A-Za-z_-]*')|(\d+)|([.,()[\]]))/y;

/** The steps of a text. Throws {@linkcode UnreadableTraversal}. */
export function parseTraversal(text: string): Chain {
  const parser = new Parser(tokensOf(text));
  const argument = parser.argument();
  parser.end();
  if (argument.kind !== "chain" || argument.chain.source !== "g") {
    throw new UnreadableTraversal("A traversal begins with g");
  }
  return argument.chain;
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < text.length; at = TOKEN.lastIndex) {
    const token = TOKEN.exec(text)?.[0];
    if (token === undefined) {
      const near = text.slice(at, at + 20);
      throw new UnreadableTraversal(`Not a part of a traversal: ${near}`);
    }
    tokens.push(token.trim());
  }
  return tokens;
}

class Parser {
  readonly #tokens: string[];
  #at = 0;

  constructor(tokens: string[]) {
    this.#tokens = tokens;
  }

  argument(): Argument {
    const token = this.#next();
    if (token === "[") return { kind: "list", items: this.#until("]") };
    if (token.startsWith("'")) {
      return { kind: "text", text: token.slice(1, -1) };
    }
    if (/^\d/.test(token)) return { kind: "number", number: Number(token) };
    if (!/^\w/.test(token)) throw unexpected(token);
    if (token === "g" || token === "__") {
      return { kind: "chain", chain: { source: token, steps: this.#steps() } };
    }
    if (this.#takes("(")) {
      return { kind: "call", name: token, args: this.#until(")") };
    }
    return { kind: "name", name: token };
  }

  end(): void {
    const token = this.#tokens[this.#at];
    if (token !== undefined) throw unexpected(token);
  }

  #steps(): Step[] {
    const steps: Step[] = [];
    while (this.#takes(".")) {
      const name = this.#next();
      if (!/^[A-Za-z]/.test(name)) throw unexpected(name);
      if (!this.#takes("(")) throw unexpected(this.#next());
      steps.push({ name, args: this.#until(")") });
    }
    if (steps.length === 0) throw new UnreadableTraversal("There is no step");
    return steps;
  }

  #until(last: string): Argument[] {
    const args: Argument[] = [];
    if (this.#takes(last)) return args;
    do args.push(this.argument()); while (this.#takes(","));
    if (!this.#takes(last)) throw unexpected(this.#next());
    return args;
  }

  #takes(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at++;
    return true;
  }

  #next(): string {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw new UnreadableTraversal("It ends early");
    return token;
  }
}

function unexpected(token: string): UnreadableTraversal {
  return new UnreadableTraversal(`Not expected here: ${token}`);
}
