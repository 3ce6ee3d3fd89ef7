/**
 * Emoji with valences from -4 to 4: our own ratings of how each is used in
 * friendly chat. An emoji that is not listed carries no sentiment.
 */
const BY_VALENCE: readonly (readonly [number, string])[] = [
  [3, "😍 🥰 😻 🤩 💖 💘 💝 💞"],
  [
    2.7,
    "😘 ❤ ♥ 💕 💗 💓 💟 💜 💙 💚 💛 🧡 🤍 🖤 🤎 🩷 🩵 🫶 💑 💏 🏆 🥇 🎉 🥳",
  ],
  [
    2.2,
    "😊 😁 😄 😃 😀 😆 🤗 ☺ 🙂 😇 😚 😙 😗 😽 😸 😺 👏 🙌 💯 ✨ 🌟 ⭐ 🎊 💋 👑 🌹 💐 💎 🤟 😎",
  ],
  [
    1.8,
    "😂 🤣 👍 👌 🔥 😋 🤤 😉 😜 😝 😛 😹 😌 🙏 💪 🌈 🌸 🌺 🌷 🌻 ☀ 🌞 🦋 🎁 🍾 🥂 🎂 🤞 ✌ 🤙 😏 🥹 💫 💃 🕺 😅 🫠 ✅",
  ],
  [1, "🍀 🎈 🍻 🍷 🎶 🌅 🏖 🍫 🍓 🧸 🐶 🐱 🐾 😈 🤭 🫣 🙃"],
  [-0.6, "😭 😐 😑 😶 🤔 😬 🙄 🤨 😪 😴 🥱"],
  [-1.4, "😕 🙁 ☹ 😟 😒 😔 😞 🤦 😓 😥 🤷 🤒 🤕 😷 😿 👎 🤥 ⛔ 🚫 ❌"],
  [-2, "😢 😩 😫 😖 😣 😰 😨 😧 😦 😱 🤢 😤 🥀"],
  [-2.6, "😠 😡 🤬 💔 🤮 🖕 👿 💩"],
];

/** Valence of each emoji, by its base character, from -4 to 4. */
export const EMOJI: ReadonlyMap<string, number> = new Map(
  BY_VALENCE.flatMap(([valence, list]) =>
    list.split(" ").map((emoji) =>
      [String.fromCodePoint(emoji.codePointAt(0) ?? 0), valence] as const
    )
  ),
);
