import { handlers } from '#main/cases/handlers'; // layers(imports)
import { deep } from '#main/store/cache/deep'; // layers(imports)
import { createVault } from '#main/vault/vault'; // layers(imports)
import { world } from '#main/sample-world/world'; // layers(imports)
