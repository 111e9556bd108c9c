export function offerCitations(): void {}
