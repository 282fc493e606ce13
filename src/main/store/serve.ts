/**
 * Entry of the store process: bundled as one CommonJS file, started by utilityProcess or fork, and again for its
 * workers.
 */
import { registry } from './cache/registry';
import { runStore } from './run-store';

runStore(import.meta.filename, registry);
