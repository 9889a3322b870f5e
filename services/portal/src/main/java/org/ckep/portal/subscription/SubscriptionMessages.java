package org.ckep.portal.subscription;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/**
 * The words of subscriptions in English; {@code messages/subscription_zh.properties} and
 * {@code subscription_ko.properties} translate each.
 */
@MessageBundle("subscription")
interface SubscriptionMessages {
    @Message("Event subscriptions")
    String subscriptions();

    @Message("What your ministry or agency hears of as it happens, by webhook, by fetching or through Kafka.")
    String subscriptions_note();

    @Message("Subscribe")
    String subscribe();

    @Message("Your account may read these subscriptions. Makers, agencies and the secretariat change them.")
    String read_only();

    @Message("Name")
    String name();

    @Message("How it comes")
    String way();

    @Message("Endpoint")
    String endpoint();

    @Message("Which events")
    String chooses();

    @Message("all types")
    String all_types();

    @Message("Lease until")
    String lease();

    @Message("Why")
    String why();

    @Message("How it is doing")
    String health();

    @Message("Subjects that wait for you")
    String parked();

    @Message("What you can do")
    String your_part();

    @Message("Signing keys")
    String keys();

    @Message("Deliveries are signed with each of these keys; verify with any of them.")
    String keys_note();

    @Message("Key")
    String key_id();

    @Message("Algorithm")
    String algorithm();

    @Message("Public key")
    String public_key();

    @Message("Until")
    String until();

    @Message("The secret is shown only now")
    String secret();

    @Message("Keep it in a safe place. It cannot be read again; if it is lost, exchange the key.")
    String secret_note();

    @Message("Delivery log")
    String deliveries();

    @Message("Number")
    String number();

    @Message("Event")
    String event();

    @Message("Requests")
    String requests();

    @Message("Outcome")
    String last();

    @Message("When")
    String when();

    @Message("Delivery no. {number}")
    String delivery_of(String number);

    @Message("No request was made for it yet.")
    String no_request();

    @Message("Occasion")
    String occasion();

    @Message("HTTP status")
    String status();

    @Message("Milliseconds")
    String millis();

    @Message("Answer of the endpoint")
    String response();

    @Message("Deliver again")
    String redeliver();

    @Message("One that waits goes back to the head of its subject with all its tries; any other is sent at once.")
    String redeliver_note();

    @Message("Where and how")
    String where();

    @Message(
            "Without further choice events go out in the order of their subject, signed with an ed25519 key. The endpoint is asked for its consent at once.")
    String where_note();

    @Message("Choose types of events; without a choice all come.")
    String types_note();

    @Message("Types of events")
    String types();

    @Message("A CloudEvents SQL expression narrows them further, for instance: sector = 'SEMI'")
    String expression_note();

    @Message("Try on past events")
    String try_out();

    @Message("What it would have chosen")
    String trial();

    @Message("{matched} of the last {scanned} events.")
    String trial_result(String scanned, String matched);

    @Message("Event stream")
    String stream();

    @Message("The events that you may read, in the order in which they were recorded.")
    String stream_note();

    @Message("New events are added here as they come.")
    String live();

    @Message("New events cannot be read at the moment. This page tries again.")
    String live_trouble();

    @Message("The newest events")
    String newest();

    @Message("From the first event")
    String from_first();

    @Message("New events do not come any more. Load the page again.")
    String live_broken();

    @Message("About")
    String about();

    @Message("There are no events here yet.")
    String nothing_yet();

    @Message("What came after these")
    String further();
}
