/** Stands where a place's id stands in the address. */
export const trashId = 'trash'
