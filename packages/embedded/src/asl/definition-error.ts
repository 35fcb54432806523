/** One thing wrong with a definition. `state` is empty for faults of the machine itself. */
export interface AslFault {
  readonly state: string;
  readonly field: string;
  readonly problem: string;
}

/** Told of each fault that is found; finding goes on. */
export type ReportFault = (fault: AslFault) => void;

/** `State "Plan", field Next: …` */
export function describeFault({ state, field, problem }: AslFault): string {
  return `${state === '' ? 'State machine' : `State "${state}"`}, field ${field}: ${problem}`;
}

/** A definition that the interpreter refuses to load. */
export class AslDefinitionError extends Error {
  readonly state: string;
  readonly field: string;

  constructor(fault: AslFault) {
    super(describeFault(fault));
    this.name = 'AslDefinitionError';
    this.state = fault.state;
    this.field = fault.field;
  }
}
