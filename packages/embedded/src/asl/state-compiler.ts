import type { ChoiceDefinition, MapDefinition, StateDefinition, TaskDefinition, WaitDefinition } from './definition.ts';
import { TOKEN_RESOURCE } from './definition.ts';
import type { ReportFault } from './definition-error.ts';
import { type FieldAccess, fieldProblems, type Visibility } from './field-rules.ts';
import type { ChoiceState, Effects, Flowing, MapState, Recovery, State, TaskState, WaitState } from './state.ts';
import { compileTemplate, type Template } from './template.ts';

/** Compiles the fields of one state; `visibility` is what its expressions may read. */
export class StateCompiler {
  readonly #visibility: Visibility;
  readonly #report: ReportFault;

  constructor(visibility: Visibility, report: ReportFault) {
    this.#visibility = visibility;
    this.#report = report;
  }

  field(value: unknown, field: string, access: FieldAccess = {}): Template {
    const { state } = this.#visibility;
    try {
      const template = compileTemplate(value, field);
      for (const problem of fieldProblems(template, access, this.#visibility)) {
        this.#report({ state, field, problem });
      }
      return template;
    } catch (error) {
      this.#report({ state, field, problem: error instanceof Error ? error.message : 'is invalid' });
      return compileTemplate(null, field);
    }
  }

  optional(value: unknown, field: string, access: FieldAccess = {}): Template | undefined {
    return value === undefined ? undefined : this.field(value, field, access);
  }

  effects(from: { Output?: unknown; Assign?: unknown }, access: FieldAccess = {}, prefix = ''): Effects {
    return {
      output: this.optional(from.Output, `${prefix}Output`, access),
      assign: this.optional(from.Assign, `${prefix}Assign`, access),
    };
  }

  flowing(state: Exclude<StateDefinition, { Type: 'Choice' | 'Succeed' | 'Fail' }>, access: FieldAccess = {}): Flowing {
    return { name: this.#visibility.state, next: state.Next, ...this.effects(state, access) };
  }

  recovery(state: TaskDefinition | MapDefinition): Recovery {
    return {
      retry: state.Retry,
      catch: state.Catch.map((catcher, index) => ({
        errorEquals: catcher.ErrorEquals,
        next: catcher.Next,
        ...this.effects(catcher, { errorOutput: true }, `Catch.${index}.`),
      })),
    };
  }

  task(state: TaskDefinition): TaskState {
    const waitsForToken = state.Resource === TOKEN_RESOURCE;
    return {
      type: 'Task',
      ...this.flowing(state, { result: true }),
      ...this.recovery(state),
      waitsForToken,
      arguments: this.field(state.Arguments, 'Arguments', { token: waitsForToken }),
      timeoutSeconds: this.optional(state.TimeoutSeconds, 'TimeoutSeconds'),
      heartbeatSeconds: this.optional(state.HeartbeatSeconds, 'HeartbeatSeconds'),
    };
  }

  map(state: MapDefinition): MapState {
    return {
      type: 'Map',
      ...this.flowing(state, { result: true }),
      ...this.recovery(state),
      items: this.field(state.Items, 'Items'),
      itemSelector: this.optional(state.ItemSelector, 'ItemSelector', { map: true }),
      maxConcurrency: this.field(state.MaxConcurrency, 'MaxConcurrency'),
      startAt: state.ItemProcessor.StartAt,
    };
  }

  choice(state: ChoiceDefinition): ChoiceState {
    const rules = state.Choices.map((rule, index) => ({
      condition: this.field(rule.Condition, `Choices.${index}.Condition`),
      next: rule.Next,
      ...this.effects(rule, {}, `Choices.${index}.`),
    }));
    return { type: 'Choice', name: this.#visibility.state, rules, default: state.Default, ...this.effects(state) };
  }

  wait(state: WaitDefinition): WaitState {
    return {
      type: 'Wait',
      ...this.flowing(state),
      seconds: this.optional(state.Seconds, 'Seconds'),
      timestamp: this.optional(state.Timestamp, 'Timestamp'),
    };
  }

  state(state: StateDefinition): State {
    const name = this.#visibility.state;
    switch (state.Type) {
      case 'Task':
        return this.task(state);
      case 'Map':
        return this.map(state);
      case 'Choice':
        return this.choice(state);
      case 'Wait':
        return this.wait(state);
      case 'Pass':
        return { type: 'Pass', ...this.flowing(state) };
      case 'Succeed':
        return { type: 'Succeed', name, output: this.optional(state.Output, 'Output') };
      case 'Fail': {
        const error = this.optional(state.Error, 'Error');
        return { type: 'Fail', name, error, cause: this.optional(state.Cause, 'Cause') };
      }
    }
  }
}
