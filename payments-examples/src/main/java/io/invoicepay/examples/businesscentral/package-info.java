/** Invoices and credit memos as Microsoft Dynamics 365 Business Central's API v2.0 answers them. */
@NullMarked
package io.invoicepay.examples.businesscentral;

import org.jspecify.annotations.NullMarked;
