/** Loaded before a child: fills its memory little by little until the engine gives up. */
const kept = [];
setInterval(() => {
  for (let i = 0; i < 4; i += 1) kept.push(Array.from({ length: 20_000 }, (_, at) => ({ at, i })));
}, 100);
