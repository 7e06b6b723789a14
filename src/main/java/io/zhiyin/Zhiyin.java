package io.zhiyin;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The program: customers, sales, service and marketing over one database. */
@SpringBootApplication
public class Zhiyin {
    public static void main(String[] args) {
        SpringApplication.run(Zhiyin.class, args);
    }
}
