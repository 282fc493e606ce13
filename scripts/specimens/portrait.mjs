/** A flat drawn person, head and shoulders, in a box of 300 × 380. */

const hairBehind = {
  short: '',
  curly: '',
  long: (look) =>
    `<path d="M78 190C66 80 116 46 150 46s88 32 74 146c-3 60 10 104 22 130H54c16-30 26-76 24-132Z" fill="${look.hair}"/>`,
};
const hairFront = {
  short: (look) =>
    `<path d="M82 176C74 104 108 66 152 66c46 0 76 40 66 110l-8-2c-2-34-10-52-22-62-24 8-62 8-86 0-8 14-10 32-12 62Z" fill="${look.hair}"/>`,
  curly: (look) =>
    `<g fill="${look.hair}"><circle cx="96" cy="130" r="24"/><circle cx="104" cy="98" r="26"/><circle cx="134" cy="78" r="28"/><circle cx="168" cy="78" r="28"/><circle cx="197" cy="98" r="26"/><circle cx="205" cy="130" r="24"/><path d="M96 130c6-40 100-42 108 0-20-12-88-12-108 0Z"/></g>`,
  long: (look) =>
    `<path d="M84 186C78 96 112 66 156 64c44 2 70 40 62 124-6-30-16-52-34-70-24 18-58 26-84 22-10 12-14 26-16 46Z" fill="${look.hair}"/>`,
};

/** The drawing of a look; `id` keeps gradients of several on a page apart. */
export const head = (
  look,
  id,
) => `<defs><linearGradient id="${id}-skin" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="${look.skin}"/><stop offset=".62" stop-color="${look.skin}"/><stop offset="1" stop-color="${look.shade}"/></linearGradient></defs>
${typeof hairBehind[look.style] === 'function' ? hairBehind[look.style](look) : ''}
<path d="M10 430c2-92 46-128 104-138h72c58 10 102 46 104 138Z" fill="${look.shirt}"/>
<path d="M118 236h64v56c0 20-14 34-32 34s-32-14-32-34Z" fill="${look.shade}"/>
<ellipse cx="82" cy="178" rx="11" ry="20" fill="${look.shade}"/><ellipse cx="218" cy="178" rx="11" ry="20" fill="${look.shade}"/>
<path d="M84 160c0-60 30-86 66-86s66 26 66 86c0 62-26 112-66 112s-66-50-66-112Z" fill="url(#${id}-skin)"/>
${look.beard ? `<path d="M86 186c2 54 28 88 64 88s62-34 64-88c-10 26-22 34-38 34-10-6-42-6-52 0-16 0-28-8-38-34Z" fill="${look.hair}" opacity=".9"/>` : ''}
${hairFront[look.style](look)}
<path d="M106 146q16-9 32-2M162 144q16-7 32 2" stroke="${look.hair}" stroke-width="5" fill="none" stroke-linecap="round"/>
<ellipse cx="122" cy="168" rx="7" ry="5.5" fill="#fff" opacity=".85"/><ellipse cx="178" cy="168" rx="7" ry="5.5" fill="#fff" opacity=".85"/><circle cx="122" cy="168" r="4.2" fill="#2b3038"/><circle cx="178" cy="168" r="4.2" fill="#2b3038"/>
${look.glasses ? `<g fill="none" stroke="#3b4350" stroke-width="5"><rect x="98" y="152" width="46" height="33" rx="12"/><rect x="156" y="152" width="46" height="33" rx="12"/><path d="M144 164h12M98 162l-13-4M202 162l13-4"/></g>` : ''}
<path d="M150 172c-2 18-8 26-10 32 4 4 12 5 17 2" fill="none" stroke="${look.shade}" stroke-width="5" stroke-linecap="round" stroke-linejoin="round"/>
<path d="M124 232c14 10 38 10 52 0" fill="none" stroke="${look.beard ? '#e2c9bb' : '#7c5a5c'}" stroke-width="5" stroke-linecap="round"/>`;
