package io.zhiyin;

import io.zhiyin.operation.Start;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The program: customers, sales, service and marketing over one database. */
@SpringBootApplication
public class Zhiyin {
    public static void main(String[] args) {
        Start.main(Zhiyin.class, args);
    }
}
