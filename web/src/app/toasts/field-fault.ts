/** An error of a GraphQL answer, as far as it says where it belongs. */
interface FieldError {
  readonly path?: readonly (string | number)[] | undefined;
}

/** Whether fields are missing from an answer that brought others: then the page stands, and somebody has to say why it has gaps. */
export function isFieldFault(data: unknown, errors: readonly FieldError[]): boolean {
  if (typeof data !== 'object' || data === null) return false;
  const brought = Object.values(data).some((value) => value !== null);
  return brought && errors.some(({ path }) => path !== undefined);
}
