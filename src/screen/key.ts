/** Where there is no reading without a token, the address of a screen ends in `#key=` and one. */
export const key = (): string | null => new URLSearchParams(location.hash.slice(1)).get("key");
