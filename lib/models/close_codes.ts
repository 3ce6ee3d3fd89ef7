/** WebSocket close codes, with what each means to the client. */
export const CloseCode = {
  ServiceRestart: 1012,
  TooManyMalformed: 4400,
  NotAuthenticated: 4401,
  NotYourAccount: 4403,
  Silent: 4408,
  Replaced: 4409,
  FrameTooLarge: 4413,
  TooFast: 4429,
} as const;
export type CloseCode = typeof CloseCode[keyof typeof CloseCode];
