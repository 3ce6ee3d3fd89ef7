/**
 * Shows an element of `<Head>` in the head of the page: changes the element with
 * the same key, name or place, or adds a new one.
 */
export function putIntoHead(
  tag: string,
  props: Record<string, unknown>,
  key: unknown,
): void {
  const text = textOf(props.children);
  if (tag === "title") {
    document.title = text;
    return;
  }
  const element = existing(tag, props, key) ??
    document.head.appendChild(document.createElement(tag));
  if (key !== undefined && key !== null) {
    element.setAttribute("data-key", String(key));
  }
  if (element.textContent !== text) element.textContent = text;
  for (const [name, value] of Object.entries(props)) {
    if (name === "children" || typeof value === "function") continue;
    if (value === null || value === undefined || value === false) {
      element.removeAttribute(name);
    } else {
      element.setAttribute(name, value === true ? "" : String(value));
    }
  }
}

function existing(
  tag: string,
  props: Record<string, unknown>,
  key: unknown,
): Element | null {
  const { head } = document;
  const find = (attribute: string, value: unknown) =>
    head.querySelector(`${tag}[${attribute}="${CSS.escape(String(value))}"]`);
  if (key !== undefined && key !== null) return find("data-key", key);
  if (props.id !== undefined) return find("id", props.id);
  if (tag === "base") return head.querySelector("base");
  if (tag !== "meta") return sameElement(tag, props);
  for (const name of ["name", "property", "http-equiv", "charset"]) {
    if (props[name] !== undefined) return find(name, props[name]);
  }
  return null;
}

function sameElement(
  tag: string,
  props: Record<string, unknown>,
): Element | null {
  const name = tag === "link" ? "href" : "src";
  const value = props[name];
  if (typeof value !== "string") return null;
  return document.head.querySelector(`${tag}[${name}="${CSS.escape(value)}"]`);
}

function textOf(children: unknown): string {
  if (Array.isArray(children)) return children.map(textOf).join("");
  if (typeof children === "string" || typeof children === "number") {
    return String(children);
  }
  if (
    typeof children === "object" && children !== null && "value" in children
  ) {
    return textOf(children.value);
  }
  return "";
}
