// Starts LocalStack, prints its pid and waits to be killed.
import { startLocalStack } from './localstack.ts';

const { pid } = await startLocalStack();
process.stdout.write(`${pid}\n`);
setInterval(() => undefined, 60_000);
