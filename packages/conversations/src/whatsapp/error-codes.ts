/**
 * What helps against an error of WhatsApp: `wait` and send again, nothing (`none`: this message will never go out),
 * or an `operator`, who must mend a token, a permission, a payment or a blocked account.
 */
export type Remedy = 'wait' | 'none' | 'operator';

/** Unknown error, outage, maintenance, and the rates of the API, the number and the pair. */
const WAIT = new Set([131000, 131016, 131057, 4, 80007, 130429, 131056]);
/** Token, permissions; spam or quality, locked, policy, payment. */
const OPERATOR = new Set([0, 3, 10, 190, 131005, 131048, 131031, 368, 131042]);
const WINDOW_CLOSED = 131047;

/** By Meta's table of codes. A code that is not on it is not worth repeating. */
export function remedyOf(code: number): Remedy {
  if (WAIT.has(code)) return 'wait';
  return OPERATOR.has(code) || (code >= 200 && code <= 299) ? 'operator' : 'none';
}

/** Our stable code for a message that failed. */
export function failureCodeOf(code: number | undefined): string {
  if (code === undefined) return 'WHATSAPP_UNKNOWN';
  return code === WINDOW_CLOSED ? 'WINDOW_CLOSED' : `WHATSAPP_${code}`;
}
