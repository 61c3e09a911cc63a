/**
 * A generator whose reader may leave at any moment. One that is asleep in an `await` cannot be returned from: `leave`,
 * which it has to listen to, wakes it first.
 */
export function leftBy<T>(leave: AbortController, generator: AsyncGenerator<T, void, void>) {
  const close = generator.return.bind(generator);
  generator.return = (value) => {
    leave.abort();
    return close(value);
  };
  return generator;
}
