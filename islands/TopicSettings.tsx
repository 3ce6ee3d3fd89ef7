import { useEffect, useRef } from "preact/hooks";
import { useSignal } from "@preact/signals";
import { Topics, type TopicsState } from "@/components/settings/Topics.tsx";
import {
  changeOf,
  failureOf,
  fieldsOf,
  NEW_TOPIC,
  readKeywords,
} from "@/components/settings/topics.ts";
import type { Answer } from "@/components/live/request.ts";
import {
  addTopic,
  changeTopic,
  deleteTopic,
  listTopics,
} from "@/components/settings/topics_api.ts";

/** Time between two looks at how far messages are read anew, ms. */
const LOOK_EVERY_MS = 1_000;
const SEARCH = "#topic-search";
const opener = (form: string) => `[id="open-${form}"]`;

/** The section of topics: its forms work as they are, and here at once. */
export default function TopicSettings(props: TopicsState) {
  const state = useSignal(props);
  const said = useSignal("");
  /** Forms that were sent and are not answered yet. */
  const busy = useRef(new Set<string>());
  /** What gets the focus after the next rendering. */
  const focus = useRef<string | null>(null);
  const section = useRef<HTMLDivElement>(null);
  const looks = useRef(0);
  const isOutdated = useRef(false);

  const set = (change: Partial<TopicsState>) => {
    state.value = { ...state.value, ...change };
  };
  const look = async () => {
    const turn = ++looks.current;
    const answer = await listTopics();
    if (turn !== looks.current) return;
    // Another list, so that a look that failed is followed by the next one.
    isOutdated.current = !answer.ok;
    const list = answer.ok ? answer.body : { ...state.value.list };
    const wasReading = state.value.list.progress !== null;
    if (wasReading && list.progress === null) said.value = "All messages read.";
    set({ list });
  };
  const { list, open, failure } = state.value;

  useEffect(() => {
    if (list.progress === null && !isOutdated.current) return;
    const timer = setTimeout(look, LOOK_EVERY_MS);
    return () => clearTimeout(timer);
  }, [list]);
  useEffect(() => {
    if (focus.current === null) return;
    const find = (selector: string) =>
      section.current?.querySelector<HTMLElement>(selector);
    (find(focus.current) ?? find(SEARCH))?.focus();
    focus.current = null;
  });
  useEffect(() => {
    if (failure !== null) {
      section.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
    }
  }, [failure]);

  /** Closes the form of a topic, if it is the one that is open. */
  const close = (form: string, next = opener(form)) => {
    if (state.value.open !== form) return;
    focus.current = next;
    set({ open: null, failure: null, typed: null });
  };
  /** Sends a change; `done` gives the words for it. */
  const send = async <R,>(
    form: string,
    request: () => Promise<Answer<R>>,
    done: (body: R) => string,
    keywords?: string[],
  ) => {
    if (busy.current.has(form)) return;
    busy.current.add(form);
    const answer = await request();
    busy.current.delete(form);
    // Also what was refused may show that others have changed something.
    await look();
    if (answer.ok) {
      if (state.value.failure?.form === form) set({ failure: null });
      said.value = done(answer.body);
    } else {
      said.value = "";
      set({ failure: failureOf(form, answer.problem, keywords) });
    }
  };

  const submit = (form: FormData) => {
    const id = String(form.get("topic") ?? "");
    const fields = fieldsOf(form);
    const keywords = readKeywords(fields.keywords);
    if (id === NEW_TOPIC) {
      const title = fields.title.trim();
      return send(NEW_TOPIC, () => addTopic({ title, keywords }), ({ id }) => {
        close(NEW_TOPIC, opener(id));
        return `Added ${title}.`;
      }, keywords);
    }
    const topic = list.topics.find((one) => one.id === id);
    if (topic === undefined) return;
    if (form.get("action") === "delete") {
      return send(id, () => deleteTopic(id), () => {
        close(id, SEARCH);
        return `Deleted ${topic.title}.`;
      });
    }
    const change = changeOf(topic, fields, props.originals[id]);
    if (Object.keys(change).length === 0) return close(id);
    return send(id, () => changeTopic(id, change), () => {
      close(id);
      return `Saved ${fields.title.trim() || topic.title}.`;
    }, keywords);
  };
  const show = (id: string, hidden: boolean) => {
    const title = list.topics.find((one) => one.id === id)?.title ?? id;
    return send(
      id,
      () => changeTopic(id, { hidden }),
      () => `${hidden ? "Hidden" : "Shown"}: ${title}.`,
    );
  };

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    if (!(event.target instanceof HTMLFormElement)) return;
    const form = new FormData(event.target, event.submitter);
    if (event.target.id === "topic-open") {
      const id = String(form.get("topic") ?? "");
      if (id === "") return open === null ? undefined : close(open);
      focus.current = "[data-first]";
      return set({ open: id, failure: null, typed: null });
    }
    const shown = form.get("show");
    const hidden = form.get("hide");
    if (shown !== null) show(String(shown), false);
    else if (hidden !== null) show(String(hidden), true);
    else if (form.has("topic")) submit(form);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" && open !== null) close(open);
  };
  return (
    <div ref={section} onSubmit={onSubmit} onKeyDown={onKeyDown}>
      <Topics state={state} onSearch={(query) => set({ query })} />
      <p role="status" class="sr-only">{said.value}</p>
    </div>
  );
}
