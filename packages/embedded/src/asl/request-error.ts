/** Names are those of the exceptions of the Step Functions API. */
export type RequestErrorName =
  | 'ExecutionAlreadyExists'
  | 'ExecutionDoesNotExist'
  | 'InvalidName'
  | 'InvalidExecutionInput'
  | 'InvalidOutput'
  | 'TaskTimedOut';

/** A call on the engine that cannot be carried out; `name` says why. */
export class AslRequestError extends Error {
  constructor(name: RequestErrorName, message: string) {
    super(message);
    this.name = name;
  }
}
