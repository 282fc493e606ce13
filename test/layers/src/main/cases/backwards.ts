import { disable } from '#main/effects/disable'; // layers(imports)
import { review } from '#main/review/review'; // layers(imports)
import { createApp } from '../app'; // layers(imports)
import Database from 'better-sqlite3'; // layers(imports)
