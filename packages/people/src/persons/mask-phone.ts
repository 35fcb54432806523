/** Digits that stay readable: enough to tell two callers apart, too few to call them. */
const SHOWN = 4;

/** `5511900000301` becomes `+*********0301`. For roles that need not call the person themselves. */
export function maskPhone(phone: string): string {
  return `+${'*'.repeat(Math.max(0, phone.length - SHOWN))}${phone.slice(-SHOWN)}`;
}
