package io.invoicepay.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.invoice.AccountId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CustomerTest {
    @Test
    @DisplayName("LIB-08 a customer kept in a session that nodes share is the same on the next one")
    void inSession() throws IOException, ClassNotFoundException {
        Customer ann = new Customer(new AccountId("20000"), "ann");
        ByteArrayOutputStream kept = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(kept)) {
            out.writeObject(ann);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(kept.toByteArray()))) {
            assertThat(in.readObject()).isEqualTo(ann);
        }
    }
}
