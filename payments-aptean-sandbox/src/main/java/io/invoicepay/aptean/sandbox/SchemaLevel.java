package io.invoicepay.aptean.sandbox;

/** Which of the observed APIs the sandbox speaks. */
public enum SchemaLevel {
    /** Everything observed. */
    NEWEST("schema.graphql"),
    /** Only what the public tests of 2021 use; a newer field is refused as unknown. */
    OF_2021("schema-2021.graphql");

    private final String resource;

    SchemaLevel(String resource) {
        this.resource = resource;
    }

    String resource() {
        return resource;
    }
}
