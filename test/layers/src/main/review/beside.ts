import { disable } from '#main/effects/disable'; // layers(imports)
