/** The offline understanding, and the lexicon by which questions meet answers. */
export const MODEL = 'packages/agents/model';
