import { world } from '#main/sample-world/world'; // layers(imports)
