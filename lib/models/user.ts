import { z } from "zod";
import { UserId } from "./ids.ts";

const text = z.string().nullish();
const flag = z.boolean().nullish();
const amount = z.number().nullish();

/** A fan's or creator's profile. Only `id` is required; unlisted fields are kept. */
export const UserRef = z.looseObject({
  id: UserId,
  name: text,
  username: text,
  displayName: text,
  avatar: text,
  avatarThumbs: z.unknown().optional(),
  header: text,
  lastSeen: text,
  subscribedBy: flag,
  subscribedByExpire: flag,
  subscribedByExpireDate: text,
  subscribedByAutoprolong: flag,
  subscribedOn: flag,
  subscribedOnExpiredNow: flag,
  subscribedOnDuration: text,
  subscribedOnData: z.unknown().optional(),
  subscribePrice: amount,
  currentSubscribePrice: amount,
  tipsEnabled: flag,
  tipsTextEnabled: flag,
  tipsMin: amount,
  tipsMinInternal: amount,
  tipsMax: amount,
  canEarn: flag,
  canAddSubscriber: flag,
  isVerified: flag,
}).meta({
  description: "A profile, fan or creator",
  examples: [{ id: "1001", name: "Sam", username: "sam_the_fan" }],
});
export type UserRef = z.output<typeof UserRef>;
