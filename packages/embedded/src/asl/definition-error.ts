/** A definition that the interpreter refuses to load. `state` is empty for faults of the machine itself. */
export class AslDefinitionError extends Error {
  readonly state: string;
  readonly field: string;

  constructor(state: string, field: string, problem: string) {
    super(`${state === '' ? 'State machine' : `State "${state}"`}, field ${field}: ${problem}`);
    this.name = 'AslDefinitionError';
    this.state = state;
    this.field = field;
  }
}
