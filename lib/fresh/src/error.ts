/** The statuses that an {@linkcode HttpError} may carry: 400 to 599. */
export type ErrorStatus =
  | 400
  | 401
  | 402
  | 403
  | 404
  | 405
  | 406
  | 407
  | 408
  | 409
  | 410
  | 411
  | 412
  | 413
  | 414
  | 415
  | 416
  | 417
  | 418
  | 421
  | 422
  | 423
  | 424
  | 425
  | 426
  | 428
  | 429
  | 431
  | 451
  | 500
  | 501
  | 502
  | 503
  | 504
  | 505
  | 506
  | 507
  | 508
  | 510
  | 511;

/**
 * An error with an HTTP status. Throw it in a handler or a middleware to
 * answer with that status, through the nearest error page.
 *
 * ```ts
 * throw new HttpError(404, "No such conversation");
 * ```
 */
export class HttpError extends Error {
  /** The HTTP status of the answer. */
  status: ErrorStatus;

  /**
   * @param status HTTP status, 400 to 599.
   * @param message What the client is told; when empty, the status text.
   * @param options The usual `Error` options, such as `cause`.
   */
  constructor(status: ErrorStatus, message?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "HttpError";
    this.status = status;
  }
}

const STATUS_TEXT: Record<number, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  402: "Payment Required",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  408: "Request Timeout",
  409: "Conflict",
  410: "Gone",
  411: "Length Required",
  412: "Precondition Failed",
  413: "Content Too Large",
  414: "URI Too Long",
  415: "Unsupported Media Type",
  416: "Range Not Satisfiable",
  418: "I'm a teapot",
  421: "Misdirected Request",
  422: "Unprocessable Entity",
  423: "Locked",
  424: "Failed Dependency",
  425: "Too Early",
  426: "Upgrade Required",
  428: "Precondition Required",
  429: "Too Many Requests",
  431: "Request Header Fields Too Large",
  451: "Unavailable For Legal Reasons",
  500: "Internal Server Error",
  501: "Not Implemented",
  502: "Bad Gateway",
  503: "Service Unavailable",
  504: "Gateway Timeout",
  507: "Insufficient Storage",
  508: "Loop Detected",
};

/** The answer to an error that no error page took: text, and no details of a 500. */
export function plainErrorResponse(error: unknown): Response {
  if (error instanceof HttpError) {
    if (error.status >= 500) console.error(error);
    const text = error.message || STATUS_TEXT[error.status] || "Error";
    return new Response(text, { status: error.status });
  }
  console.error(error);
  return new Response("Internal server error", { status: 500 });
}
