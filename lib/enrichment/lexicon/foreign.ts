import { ENGLISH_FUNCTION_WORDS } from "./english.ts";

/**
 * Frequent words of languages that share English's script. Words that are
 * also English ("me", "no", "die", "was", "come") or names are left out.
 */
const CERTAIN =
  // Spanish and Portuguese
  "hola gracias pero porque muy está estás estoy eres qué cómo cuándo dónde también " +
  "tengo tienes quiero quieres puedo puedes hacer hoy mañana siempre nunca mucho mucha " +
  "muchas muchos buenos buenas días noches tardes guapa hermosa linda bonita cariño amor " +
  "eso esto esta este nada algo ahora aquí así cuando donde quien ella ellos nosotros " +
  "usted ustedes sí años feliz corazón vídeo beso besos preciosa haces encanta gusta verte " +
  "cuanto cuánto cuesta encantas encantan gustas hablas español cumpleaños buenísima " +
  "contigo conmigo estaba tienen vamos quién porqué gustaría mándame " +
  "olá obrigado obrigada você voce não sim bom boa dia noite tudo bem muito muita meu " +
  "minha seu sua estou quero tenho fazer isso aqui hoje amanhã também saudade gostosa " +
  "saudades maravilhosa lindo obg quanto custa gostoso adoro estava vamos " +
  "beijo beijos são uma uns umas pela pelo nos tem ele vocês foi quando ainda já " +
  // French
  "bonjour bonsoir merci salut je j'ai j'aime suis c'est est sont être avoir avec pour dans " +
  "vous nous ils elle elles très bien mais où quoi quand comment pourquoi aussi encore " +
  "toujours jamais aujourd'hui demain beaucoup belle beau magnifique bisous t'es d'accord " +
  "nuit coeur cœur manques manque anniversaire combien t'aime chérie chéri envoie " +
  "voudrais beaux bonsoir mignonne vraiment " +
  "oui ça cette ces leur votre notre mon ton veux peux fait faire qu'est n'est une des " +
  // German
  "ich bin bist ist nicht und oder aber mit für auf auch noch schon sehr gut guten morgen " +
  "abend hallo danke bitte wie geht's wenn weil dass das ein eine einen einem dein deine " +
  "mein meine dich mich dir mir haben habe hast wird werden kann kannst möchte schön " +
  "siehst siehe vermisse wunderschön schlaf gerade kannste machst schicken würde könnte " +
  "geil lieb euch unser nichts wieder " +
  "schöne liebe heute immer nie ja nein wir ihr sind schatz hätte hatte gerne wann neue " +
  "mehr fotos süß zu vom zum zur über " +
  // Italian
  "grazie stai buongiorno buonasera sono sei è perché però molto bella bello bellissima come " +
  "quando dove cosa chi anche ancora sempre mai oggi domani voglio vuoi posso puoi fare " +
  "mio mia tuo tua amore bacio baci che non della delle dei degli questo questa " +
  "ciao tesoro quanto costi manchi manca tanto ti amo bellissimo buona notte vorrei " +
  "vederti sono compleanno tua stasera " +
  // Dutch
  "hoi dank bedankt goed goede heel ik jij je jou jouw mijn niet het een met voor naar " +
  "maar ook nog wel waar wanneer waarom hoe mooi mooie lekker graag vandaag morgen altijd " +
  "goedemorgen goedenavond welterusten slaap prachtig jullie leuk leuke hoeveel kost alleen " +
  "nooit bent heb hebt hebben zijn kan kunt wil wilt van dat deze " +
  // Swedish, Norwegian, Danish
  "hej tack jag du är och inte det mycket vacker jeg ikke meget tak takk også hvordan " +
  // Polish, Czech, Turkish, Romanian, Indonesian, Filipino
  "kochanie dobranoc ile kosztuje jesteś masz tylko dla ciebie mnie bardzo jestem czy " +
  "kocham cię piękny hej " +
  "cześć dziękuję jest jak się nie co bardzo dobry proszę kocham piękna dzień " +
  "seni seviyorum canım aşkım güzelsin děkuji máš jsi krásná köszönöm szia kiitos miten " +
  "hur mår älskar iubesc elsker " +
  "merhaba teşekkürler çok güzel nasılsın bir ve için ben sen evet hayır " +
  "bună mulțumesc foarte frumoasă sunt ești " +
  "terima kasih apa kabar saya kamu tidak cantik selamat salamat maganda mahal kita ako";

const HINTS =
  "la le les el los las un una il lo gli de del du da do dos das em na um os as en y e o que qui " +
  "si se su sus tu te ti mi yo por para con sin sobre hay era muy más mas son fue ser " +
  "der den dem es er sie im am ab an um nur so aus bei nach von vor was " +
  "op te ze we zo dan nu al til av som på med att den en ett";

/** English words among the hints and others that English text has too. */
const ALSO_ENGLISH: ReadonlySet<string> = new Set(
  ("an am as do so was we es come also sin era son per men bad fast kind mine bin mit " +
    "ben sei chi mia nos des wel hoe hot wil van dat mon ton fait pour comment bella " +
    "linda ella tu si os y e o na da um mas se te mi en den al dan tem foi ja um im " +
    "er yo mama papa taco amor dia una mucho nada sen co kan jest nie dir mir du ve " +
    "non fare jak apa kita mahal belle bien encore elle este esta son sua pelo das ab nu som med " +
    "manque hur ile ti vamos lieb notte")
    .split(" "),
);

const HINT = 1;
/** Weight of a word that is hardly ever English. */
export const FOREIGN = 2;

function weights(): Map<string, number> {
  const words = new Map<string, number>();
  for (const word of HINTS.split(" ")) words.set(word, HINT);
  for (const word of CERTAIN.split(" ")) {
    words.set(word, ALSO_ENGLISH.has(word) ? HINT : FOREIGN);
  }
  for (const word of ENGLISH_FUNCTION_WORDS) words.delete(word);
  return words;
}

/** Word to evidence: 2 if hardly ever English, 1 if it may be. */
export const FOREIGN_WORDS: ReadonlyMap<string, number> = weights();
