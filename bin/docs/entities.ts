export { ENTITIES } from '../../functions/entities.ts';
