export function sortTables(): void {}
