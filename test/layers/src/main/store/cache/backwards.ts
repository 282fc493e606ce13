import { handlers } from '#main/cases/handlers'; // layers(imports)
import { createApp } from '#main/app'; // layers(imports)
