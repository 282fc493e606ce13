/** Entry of a store process that also answers the bench's own question: the same rows one by one. */
import { registry } from '#main/store/cache/registry';
import { runStore } from '#main/store/run-store';
import { pointReads } from './point-reads';

runStore(import.meta.filename, { ...registry, queries: [...registry.queries, pointReads] });
