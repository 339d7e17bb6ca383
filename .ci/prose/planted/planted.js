// It is asked no more.
throw new Error('The request is refused as it was.');
