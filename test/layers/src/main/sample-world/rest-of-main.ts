import { handlers } from '#main/cases/handlers'; // layers(imports)
import { pages } from '#main/pages/handler'; // layers(imports)
import { createVault } from '#main/vault/vault'; // layers(imports)
