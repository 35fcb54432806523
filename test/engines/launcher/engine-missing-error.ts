/** An engine that this machine cannot run. The message is one line: what is missing, and the cure. */
export class EngineMissingError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EngineMissingError';
    // Where it was thrown tells nobody anything.
    this.stack = `${this.name}: ${message}`;
  }
}
