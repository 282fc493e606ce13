import { handlers } from '#main/cases/handlers'; // layers(imports)
import { deep } from '#main/store/cache/deep'; // layers(imports)
