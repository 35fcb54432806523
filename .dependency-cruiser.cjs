/** The floors of the house, from the ground up. Imports point down; neighbours on one floor do not know each other. */
const FLOORS = [
  ['kernel'],
  ['table', 'http'],
  ['governance', 'buildings', 'people', 'missions'],
  ['conversations', 'operations', 'stays'],
  ['agents'],
  ['aws', 'embedded'],
];

/** Tests, what they start, and what they share: these may look everywhere. */
const TEST_EQUIPMENT = '\\.(test|child)\\.ts$|/(conformance|testing)/';

const within = (rooms) => `^packages/(${rooms.join('|')})/`;

/** What a room must not import: its neighbours and everything above. Test equipment stands outside the floors. */
const floorRules = FLOORS.flatMap((rooms, floor) =>
  rooms.map((room) => ({
    name: `floor-of-${room}`,
    severity: 'error',
    from: { path: within([room]), pathNot: TEST_EQUIPMENT },
    to: {
      path: [
        within([
          ...rooms.filter((other) => other !== room),
          ...FLOORS.slice(floor + 1).flat(),
          'testing',
          'console',
          'client',
        ]),
        '^(functions|lib|bin|test)/',
      ],
    },
  })),
);

module.exports = {
  forbidden: [
    ...floorRules,
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'functions-and-stacks-apart',
      comment: 'A function must not carry the CDK, and no stack runs a handler.',
      severity: 'error',
      from: { path: '^functions/', pathNot: TEST_EQUIPMENT },
      to: { path: '^(lib|bin|test)/|node_modules/(aws-cdk-lib|constructs)' },
    },
    {
      name: 'no-test-equipment-in-production',
      severity: 'error',
      from: { path: '^(functions|lib|bin|packages)/', pathNot: `${TEST_EQUIPMENT}|^packages/testing/` },
      to: { path: '^(packages/testing|test)/|/testing/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|cdk\\.out)/' },
    tsPreCompilationDeps: true,
    parser: 'swc',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.js', '.json'],
    },
  },
};
