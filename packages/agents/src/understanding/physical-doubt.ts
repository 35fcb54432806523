import { fold } from './text/tokens.ts';
import type { PhysicalIntent } from './understanding.ts';

/** What is told not to be done: "don't open", "não precisa mais abrir", "ya no hace falta el ascensor". */
const UNWANTED: readonly RegExp[] = [
  /\b(don'?t|do not|never) (ever )?(open|unlock|buzz|let|send|call)\b/,
  /\b(no need|needn'?t|(don'?t|do not|no longer) need) (\w+ ){0,3}(open|opening|lift|elevator|door|gate)\b/,
  /\b(nao|num) (abra|abram|libere|liberem|deixe|deixem|chame|chamem|mande|mandem)\b/,
  /\b(nao|num) precis\w+ (\w+ ){0,3}(abrir|liberar|chamar|mandar|elevador|porta|portao|garagem)\b/,
  /\bno (le |les |me |lo |la )?(abran|abras|abra|dejen|dejes|deje|manden|mandes|mande|llamen|llames|llame)\b/,
  /\bno (hace falta|necesit\w+|hay que) (\w+ ){0,4}(abr\w+|puerta|porton|ascensor|elevador|cochera)\b/,
  /\b(nao|num|no) (abr\w+|deix\w+|dej\w+|liber\w+) (\w+ ){0,4}(ninguem|nadie|estranhos?|extranos?)\b/,
  /\b(cancel\w*|esquec\w+|forget|olvid\w+) (\w+ ){0,2}(elevador|ascensor|elevator|lift|porta|portao|porton|puerta|door|gate)\b/,
];

/** What is told as it is or was: "abriram o portão", "the door is open", "la puerta está abierta", "who opened". */
const TOLD: readonly RegExp[] = [
  /\b(abriu|abriram|abri ja|ja abri\w*|esta\w* abert[oa]s?|ta abert[oa]|ficou abert[oa]|abert[oa]s? (de novo|a noite|desde|sempre|o dia))\b/,
  /\b(opened|(is|was|are|stays|stayed|left|been) ((now|still|left|wide) )?open)\b/,
  /\b(abrio|abrieron|(esta\w*|quedo|dejaron|sigue) (\w+ )?abiert[oa]s?)\b/,
];

/** A request beside what is told: "the gate opened only half, please open it" is one. */
const ASKED =
  /\b(please|pls|por favor|porfa\w*|pfv|pf|por gentileza|can you|could you|would you|pode|podem|poderia\w*|consegue\w*|puede\w*|podria\w*|abre|abra|abram|abran|abrime|abreme|abranme)\b/;

/** Codes that open no door. */
const OTHER_CODE =
  /\b(codig\w+|cod|code|pin) (de |of |do |for (the |a )?|del? )?(postal|penal|civil|barras|bar|desconto|descuento|discount|promo\w*|area|dress|tributario|qr|fiscal|verificacao|verificacion|verification)\b|\b(discount|promo|bar|post|zip|area|dress|source) ?code\b/;

/** What worked needs no second one, unless it went wrong later. */
const WORKED = /\b(funcionou|deu certo|worked|works (now|fine)|funciono|anduvo|sirvio)\b/;
const WENT_WRONG = /\b(mas|but|pero|nao|no|not|ontem|yesterday|ayer|red|erro|error)\b/;

/**
 * Physical intents that the words of a message speak against, however sure the model is. They are asked about, never
 * acted upon: to ask once too often costs a tap, a door opened against the word of a resident costs trust.
 */
export function doubtedIntents(text: string): PhysicalIntent[] {
  const folded = fold(text)
    .replace(/[^a-z0-9' ]+/g, ' ')
    .replace(/\s+/g, ' ');
  const movement: PhysicalIntent[] = ['access.open_door', 'elevator.call'];
  const told = TOLD.some((pattern) => pattern.test(folded)) && !ASKED.test(folded);
  const moved = told || UNWANTED.some((pattern) => pattern.test(folded)) ? movement : [];
  const worked = WORKED.test(folded) && !WENT_WRONG.test(folded);
  return worked || OTHER_CODE.test(folded) ? [...moved, 'access.code'] : moved;
}
