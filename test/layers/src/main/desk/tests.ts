import world from '#support/world'; // layers(imports)
import { helper } from '../../../test/main/helper'; // layers(imports)
import { openDesk } from './open-desk.test'; // layers(imports)
