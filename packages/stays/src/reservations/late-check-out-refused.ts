import { DomainError } from '@bos/kernel/errors';

/** Nobody can stay that long on the last day. */
export class LateCheckOutRefusedError extends DomainError {
  /** hh:mm until which they can. */
  readonly latest: string;
  /** Whether it is because somebody arrives. */
  readonly nextArrival: boolean;

  constructor(checkOut: string, latest: string, nextArrival: boolean) {
    const why = nextArrival ? `The next guest arrives on ${checkOut}` : 'The day ends';
    super('conflict', 'LATE_CHECK_OUT_REFUSED', `${why}: until ${latest} at the latest.`);
    this.name = 'LateCheckOutRefusedError';
    this.latest = latest;
    this.nextArrival = nextArrival;
  }
}
