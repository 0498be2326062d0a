// source: accepted | Byte order marks and other odd white space between tokens.
﻿export　function total(﻿values : number[] ): number{
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return﻿sum;
}
