import { HttpError } from "fresh";
import { Head } from "fresh/runtime";
import { Plain } from "@/components/shell/Plain.tsx";
import { define } from "@/lib/define.ts";

interface Wording {
  title: string;
  text: string;
}

function wording(status: number): Wording {
  switch (status) {
    case 401:
      return {
        title: "Please sign in",
        text: "This page is for those who are signed in.",
      };
    case 403:
      return {
        title: "Not open to you",
        text: "Your account may not see this. Ask its owner if it should.",
      };
    case 404:
      return {
        title: "Nothing here",
        text: "The address may be mistyped, or what it led to is gone.",
      };
    default:
      return status < 500
        ? {
          title: "That did not work",
          text: "The service could not make sense of this request.",
        }
        : {
          title: "Something broke on our side",
          text:
            "It is not you. What you sent before is safe; try again in a moment.",
        };
  }
}

/** The page for everything that went wrong, in a calm voice. */
export default define.page(function ErrorPage({ error }) {
  const status = error instanceof HttpError ? error.status : 500;
  const { title, text } = wording(status);
  return (
    <Plain title={title}>
      <Head>
        <title>{`${title} · Rapport`}</title>
      </Head>
      <p>{text}</p>
      <p class="flex items-center gap-4">
        {status === 401
          ? <a href="/login" class="btn btn-primary btn-sm">Sign in</a>
          : <a href="/" class="btn btn-primary btn-sm">To the dashboard</a>}
        <span class="text-sm text-muted">Status {status}</span>
      </p>
    </Plain>
  );
});
