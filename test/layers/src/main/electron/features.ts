import { handlers } from '#main/cases/handlers'; // layers(imports)
import { screen } from '../../renderer/app/screen'; // layers(imports)
